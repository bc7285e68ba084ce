package io.dibs.store;

/** Texts as 64-bit numbers, which take less memory and are compared faster. Two texts share one about never. */
final class TextHash {
    /** No text. */
    static final long NONE = 0;

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private TextHash() {}

    static long of(String text) {
        long hash = FNV_START;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        // Stafford's mixer, so that all bits depend on all characters.
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == NONE ? 1 : hash;
    }
}

package io.dibs.seal;

/** A sealed text cannot be used. The message is a sentence that says why. */
public final class SealException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean keyMissing;

    private SealException(String sentence, boolean keyMissing) {
        super(sentence);
        this.keyMissing = keyMissing;
    }

    /** The text is not what it was when it was sealed, or was not sealed where it has to be. */
    public static SealException broken(String sentence) {
        return new SealException(sentence, false);
    }

    static SealException keyMissing(String key, String setting) {
        return new SealException(
                "It is encrypted with key '" + key + "', which this process does not have; see " + setting + ".", true);
    }

    /** Whether all that is missing is the key to decrypt it, which another process may have. */
    public boolean isKeyMissing() {
        return keyMissing;
    }
}

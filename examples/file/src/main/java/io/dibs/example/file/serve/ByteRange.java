package io.dibs.example.file.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as asked for by a {@code Range} header.
 *
 * @param first the first byte's position
 * @param length how many bytes
 */
record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=[ \\t]*([0-9]{0,18})-([0-9]{0,18})[ \\t]*");

    /** A header that asks for nothing that the file has. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /**
     * The part of a file of this size that a header asks for. Nothing if it asks in a way that a server may ignore: by
     * another unit, for several ranges, or wrongly.
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher range = header == null ? null : SINGLE.matcher(header);
        if (range == null || !range.matches()) {
            return Optional.empty();
        }
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        if (from.isEmpty()) {
            long last = Math.min(Long.parseLong(to), size);
            return satisfiable(new ByteRange(size - last, last));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Long.parseLong(to);
        if (last < first && !to.isEmpty()) {
            return Optional.empty();
        }
        return satisfiable(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    private static Optional<ByteRange> satisfiable(ByteRange range) throws Unsatisfiable {
        if (range.length <= 0) {
            throw new Unsatisfiable();
        }
        return Optional.of(range);
    }

    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}

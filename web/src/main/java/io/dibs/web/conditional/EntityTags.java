package io.dibs.web.conditional;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags (RFC 9110, 8.8.3) of answers: strong ones, of the bytes that are sent. */
public final class EntityTags {
    private static final int BYTES = 15;
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\uffff]*\")");

    private EntityTags() {}

    /** The tag of a body, with its quotation marks. */
    public static String of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the caller has what a tag stands for already.
     *
     * @param ifNoneMatch the values of the header {@code If-None-Match}; what is no tag in it matches nothing
     */
    public static boolean match(List<String> ifNoneMatch, String tag) {
        for (String value : ifNoneMatch) {
            if (value.strip().equals("*")) {
                return true;
            }
            Matcher matcher = TAG.matcher(value);
            while (matcher.find()) {
                if (matcher.group(1).equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}

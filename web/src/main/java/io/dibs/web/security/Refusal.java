package io.dibs.web.security;

import java.util.Optional;

/**
 * Why somebody who tried to sign in could not: an attribute of his request, so that the answer is written where all others
 * are, and what is for everybody is his too.
 *
 * @param detail a sentence for people
 * @param retryAfter if he has failed too often: after how many seconds he may try again
 */
public record Refusal(String detail, Optional<Long> retryAfter) {
    /** The name of the attribute. */
    public static final String ATTRIBUTE = Refusal.class.getName();
}

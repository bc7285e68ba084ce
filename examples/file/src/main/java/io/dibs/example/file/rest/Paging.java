package io.dibs.example.file.rest;

import java.util.List;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.UriInfo;

/**
 * Which part of a list is asked for.
 *
 * @param path the list's path
 * @param limit how many are wanted at most, by default 100
 * @param offset how many come before
 */
record Paging(String path, int limit, int offset) {
    static final int MAX_LIMIT = 1000;

    static Paging of(UriInfo uri) {
        return new Paging(
                uri.getRequestUri().getRawPath(),
                number(uri, "limit", 100, 1, MAX_LIMIT),
                number(uri, "offset", 0, 0, Integer.MAX_VALUE));
    }

    <T> Page<T> page(long count, List<T> results) {
        return new Page<>(
                count,
                (long) offset + limit < count ? href(offset + limit) : null,
                offset > 0 ? href(Math.max(0, offset - limit)) : null,
                results);
    }

    private String href(int offset) {
        return path + "?limit=" + limit + "&offset=" + offset;
    }

    static int number(UriInfo uri, String name, int otherwise, int least, int most) {
        String text = uri.getQueryParameters().getFirst(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of bounds is.
        }
        throw new BadRequestException("The parameter '" + name + "' is '" + text + "'; it must be a whole number from "
                + least + " to " + most + ".");
    }
}

package io.dibs.web.json;

import java.util.List;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * A page of a list.
 *
 * @param count how many there are on all pages
 * @param next where the next page is
 * @param previous where the page before is
 * @param results what is on this page
 */
@JsonbPropertyOrder({"count", "next", "previous", "results"})
public record PageJson<T>(long count, Optional<String> next, Optional<String> previous, List<T> results) {
    /** A list that has one page only. */
    public static <T> PageJson<T> whole(List<T> results) {
        return new PageJson<>(results.size(), Optional.empty(), Optional.empty(), results);
    }
}

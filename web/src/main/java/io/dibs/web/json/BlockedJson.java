package io.dibs.web.json;

import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.WaitingReason;

/**
 * A reservation that is not granted.
 *
 * @param href the resource
 * @param resource its name, with {@code shared:} before it where it is to be shared
 * @param position how many tasks come before this one in the resource's line, holders included
 * @param holders the tasks that have the resource now
 */
@JsonbPropertyOrder({"href", "resource", "position", "holders"})
public record BlockedJson(String href, String resource, long position, List<ClaimJson> holders) {
    static BlockedJson of(WaitingReason.Blocked blocked, Hrefs hrefs) {
        return new BlockedJson(
                hrefs.resource(blocked.reservation().resource()),
                blocked.reservation().text(),
                blocked.position(),
                blocked.holders().stream()
                        .map(claim -> ClaimJson.of(claim, hrefs))
                        .toList());
    }
}

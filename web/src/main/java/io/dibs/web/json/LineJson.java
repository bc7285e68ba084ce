package io.dibs.web.json;

import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Claim;
import io.dibs.Resources;

/**
 * A resource: who has it and who waits for it.
 *
 * @param name its name
 * @param holders those who have it, oldest first
 * @param waiting those who wait, in order, as many as were asked for
 * @param waitingCount how many wait
 */
@JsonbPropertyOrder({"href", "name", "holders", "waiting", "waitingCount"})
public record LineJson(String href, String name, List<ClaimJson> holders, List<ClaimJson> waiting, long waitingCount) {
    /** A resource's line. */
    public static LineJson of(Resources.Line line, Hrefs hrefs) {
        return new LineJson(
                hrefs.resource(line.resource()),
                line.resource(),
                claims(line.holders(), hrefs),
                claims(line.waiting(), hrefs),
                line.waitingCount());
    }

    private static List<ClaimJson> claims(List<Claim> claims, Hrefs hrefs) {
        return claims.stream().map(claim -> ClaimJson.of(claim, hrefs)).toList();
    }
}

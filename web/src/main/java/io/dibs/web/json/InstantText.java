package io.dibs.web.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import jakarta.json.bind.adapter.JsonbAdapter;

/** Times as the API writes them: ISO 8601, UTC, always six digits after the point, so that they sort as text. */
public final class InstantText implements JsonbAdapter<Instant, String> {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String adaptToJson(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    @Override
    public Instant adaptFromJson(String text) {
        return Instant.parse(text);
    }
}

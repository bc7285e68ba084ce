package io.dibs.web.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** How this API and every plugin in it write JSON: snake_case names, nulls kept, times as {@link InstantText}. */
@Provider
public class JsonSettings implements ContextResolver<Jsonb> {
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(FieldNames::of)
            .withNullValues(true)
            .withAdapters(new InstantText()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }
}

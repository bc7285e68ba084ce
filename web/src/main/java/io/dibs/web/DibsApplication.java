package io.dibs.web;

import java.util.Map;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API. Resource classes of this war and of every plugin jar in its {@code WEB-INF/lib} are found by scanning. */
@ApplicationPath("api/v1")
public class DibsApplication extends Application {
    @Override
    public Map<String, Object> getProperties() {
        // META-INF/openapi.yaml describes the API; a second description, in Jersey's own format, would only rot.
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}

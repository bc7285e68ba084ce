package io.dibs.web;

import java.util.Map;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/** The REST API. Resource classes of this war and of every plugin jar in its {@code WEB-INF/lib} are found by scanning. */
@ApplicationPath("api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Dibs",
                        version = "1.0",
                        description =
                                "Tasks that reserve resources: where they stand, who runs them, who waits for what.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
public class DibsApplication extends Application {
    @Override
    public Map<String, Object> getProperties() {
        // The server has /openapi; a second description, in Jersey's own format, would only be more to look after.
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}

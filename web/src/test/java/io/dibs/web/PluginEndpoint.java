package io.dibs.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ejb.EJBException;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a plugin's resource class does, right and wrong. */
@Path("plugin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PluginEndpoint {
    @JsonbPropertyOrder({"remoteName", "retryCount", "mirror", "lastSync", "tags", "inner"})
    public record Remote(
            String remoteName,
            int retryCount,
            Boolean mirror,
            Optional<Instant> lastSync,
            List<String> tags,
            Remote inner) {
        public Remote {
            if (retryCount < 0) {
                throw new IllegalArgumentException("retry_count must not be negative.");
            }
        }
    }

    @GET
    public Map<String, Object> list() {
        return Map.of("count", 0);
    }

    @POST
    public Remote echo(Remote remote) {
        return remote;
    }

    @POST
    @Path("map")
    public Map<String, Object> echo(Map<String, Object> anything) {
        return anything;
    }

    @GET
    @Path("{kind}")
    public Object fail(@PathParam("kind") String kind) {
        return switch (kind) {
            case "not-found" -> throw new NotFoundException("There is no remote 'x'.");
            case "text" ->
                throw new WebApplicationException(
                        Response.status(409).entity("The name is taken.").build());
            case "own" ->
                throw new WebApplicationException(
                        Response.status(409).entity(Map.of("mine", true)).build());
            case "returned" -> Response.status(410).build();
            case "web-500" -> throw new WebApplicationException(new IllegalStateException("secret"));
            case "redirect" ->
                throw new WebApplicationException(
                        Response.seeOther(java.net.URI.create("plugin")).build());
            case "ejb" -> throw new EJBException(new io.dibs.TaskRefusedException("No such method."));
            case "json" -> throw new jakarta.json.JsonException("stored data is broken");
            case "error" -> throw new AssertionError("secret");
            default -> throw new IllegalStateException("secret");
        };
    }
}

package com.acme.errand;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;

/** Dispatches errands from outside. */
@Path("errands")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ErrandsResource {
    @Inject
    private TaskDispatcher dispatcher;

    @Context
    private UriInfo uri;

    /** An errand; only its method has to be said. */
    public record Errand(
            String method,
            List<String> arguments,
            Optional<String> queue,
            Optional<String> exclusive,
            Optional<String> webhook) {}

    @POST
    public Response dispatch(Errand errand) {
        Object[] arguments =
                errand.arguments() == null ? new Object[0] : errand.arguments().toArray();
        TaskBuilder task = dispatcher.task(Errands.class.getName() + "#" + errand.method(), arguments);
        errand.queue().ifPresent(task::queue);
        errand.exclusive().ifPresent(task::exclusive);
        errand.webhook().map(URI::create).ifPresent(task::webhook);
        String href = uri.getBaseUri().getRawPath() + "tasks/" + task.dispatch().id();
        return Response.accepted(Map.of("task", href)).header("Location", href).build();
    }
}

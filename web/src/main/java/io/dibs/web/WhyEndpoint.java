package io.dibs.web;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Tasks;
import io.dibs.Why;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.WhyJson;
import io.dibs.web.problem.NoSuchTaskException;
import io.dibs.web.request.Parameters;
import io.dibs.web.request.TaskId;
import io.dibs.web.security.Access;

/** Tells why a task is not running, down to the roots. */
@Path("tasks/{id}/why")
@Produces(MediaType.APPLICATION_JSON)
public class WhyEndpoint {
    private final Tasks tasks;
    private final Access access;

    @Inject
    public WhyEndpoint(Tasks tasks, Access access) {
        this.tasks = tasks;
        this.access = access;
    }

    @GET
    public WhyJson why(@PathParam("id") String id, @Context UriInfo uri) {
        Optional<String> owner = access.ownerFilter();
        UUID task = TaskId.parse(id);
        Parameters.none(uri.getQueryParameters());
        Optional<Why> why = owner.isPresent() ? tasks.why(task, owner.get()) : tasks.why(task);
        return WhyJson.of(why.orElseThrow(() -> new NoSuchTaskException(task)), Hrefs.of(uri));
    }
}

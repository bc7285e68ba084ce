package io.dibs.web;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskPurge;
import io.dibs.Tasks;
import io.dibs.web.json.DispatchedJson;
import io.dibs.web.json.Hrefs;
import io.dibs.web.request.Parameters;
import io.dibs.web.request.PurgeRequest;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Deletes many final tasks: for operators whoever's, for others their own. */
@Path("tasks/purge")
@Produces(MediaType.APPLICATION_JSON)
public class PurgeEndpoint {
    private final Tasks tasks;
    private final Access access;

    @Inject
    public PurgeEndpoint(Tasks tasks, Access access) {
        this.tasks = tasks;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response purge(PurgeRequest body, @Context UriInfo uri) {
        access.requireUser();
        Parameters.none(uri.getQueryParameters());
        TaskPurge purge = Optional.ofNullable(body).orElse(PurgeRequest.DEFAULT).purge();
        TaskPurge allowed =
                access.has(Role.OPERATOR) ? purge : purge.ownedBy(access.user().orElseThrow());
        return DispatchedJson.accepted(tasks.purge(allowed).id(), Hrefs.of(uri));
    }
}

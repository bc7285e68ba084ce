package io.dibs.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Workers;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.WorkerJson;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Workers: look at them. */
@Path("workers")
@Produces(MediaType.APPLICATION_JSON)
public class WorkersEndpoint {
    private final Workers workers;
    private final Access access;

    @Inject
    public WorkersEndpoint(Workers workers, Access access) {
        this.workers = workers;
        this.access = access;
    }

    @GET
    public PageJson<WorkerJson> list(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        Hrefs hrefs = Hrefs.of(uri);
        return PageJson.whole(workers.list().stream()
                .map(worker -> WorkerJson.of(worker, hrefs))
                .toList());
    }

    @GET
    @Path("{name: .+}")
    public WorkerJson get(@PathParam("name") String name, @Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        return workers.find(name)
                .map(worker -> WorkerJson.of(worker, Hrefs.of(uri)))
                .orElseThrow(() -> new NotFoundException("There is no worker '" + name + "'."));
    }
}

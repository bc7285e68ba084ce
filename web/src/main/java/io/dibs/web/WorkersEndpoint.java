package io.dibs.web;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Workers;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.ThreadsJson;
import io.dibs.web.json.WorkerJson;
import io.dibs.web.request.FlagRequest;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Workers: look at them, drain them, and ask where their threads are. */
@Path("workers")
@Produces(MediaType.APPLICATION_JSON)
public class WorkersEndpoint {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

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
        return answer(name, workers.find(name), uri);
    }

    @PATCH
    @Path("{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    public WorkerJson change(@PathParam("name") String name, String body, @Context UriInfo uri) {
        access.require(Role.ADMINISTRATOR);
        Parameters.none(uri.getQueryParameters());
        return answer(name, FlagRequest.read(body, "draining") ? workers.drain(name) : workers.undrain(name), uri);
    }

    /** Waits for some seconds: the process itself has to say it. */
    @GET
    @Path("{name: .+}/threads")
    public ThreadsJson threads(@PathParam("name") String name, @Context UriInfo uri) {
        access.require(Role.ADMINISTRATOR);
        Parameters.none(uri.getQueryParameters());
        return workers.threads(name, LONGEST_WAIT).map(ThreadsJson::of).orElseThrow(() -> unknown(name));
    }

    private static WorkerJson answer(String name, Optional<Workers.Worker> worker, UriInfo uri) {
        return worker.map(each -> WorkerJson.of(each, Hrefs.of(uri))).orElseThrow(() -> unknown(name));
    }

    private static NotFoundException unknown(String name) {
        return new NotFoundException("There is no worker '" + name + "'.");
    }
}

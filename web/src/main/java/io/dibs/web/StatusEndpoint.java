package io.dibs.web;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.DibsException;
import io.dibs.DibsStatus;
import io.dibs.Workers;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.StatusJson;
import io.dibs.web.json.StatusJson.Connection;
import io.dibs.web.json.StatusJson.Version;
import io.dibs.web.json.WorkerJson;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Whether the system works. It answers also when Redis does not, and never asks who wants to know. */
@Path("status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusEndpoint {
    private final DibsStatus status;
    private final Workers workers;
    private final Access access;

    @Inject
    public StatusEndpoint(DibsStatus status, Workers workers, Access access) {
        this.status = status;
        this.workers = workers;
        this.access = access;
    }

    @GET
    public StatusJson get(@Context UriInfo uri) {
        boolean connected = status.isConnected();
        return new StatusJson(
                List.of(new Version("dibs", status.version())),
                connected ? onlineWorkers(Hrefs.of(uri)) : Optional.empty(),
                new Connection(connected));
    }

    private Optional<List<WorkerJson>> onlineWorkers(Hrefs hrefs) {
        boolean seesTasks = access.has(Role.VIEWER);
        try {
            return Optional.of(workers.list().stream()
                    .filter(Workers.Worker::online)
                    .map(worker -> seesTasks ? WorkerJson.of(worker, hrefs) : WorkerJson.withoutTasks(worker, hrefs))
                    .toList());
        } catch (DibsException e) {
            // Redis went away just now.
            return Optional.empty();
        }
    }
}

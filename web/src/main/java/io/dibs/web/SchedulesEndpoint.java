package io.dibs.web;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Schedule;
import io.dibs.ScheduleBuilder;
import io.dibs.ScheduleNotFoundException;
import io.dibs.Schedules;
import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;
import io.dibs.web.json.DispatchedJson;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.ScheduleJson;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.request.Parameters;
import io.dibs.web.request.ScheduleRequest;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Schedules: look at them, make, change, pause, run and remove them. They name methods, so only administrators make them. */
@Path("task-schedules")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesEndpoint {
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final int MOST = 1_000;
    private static final int USUAL = 100;

    private final Schedules schedules;
    private final TaskDispatcher dispatcher;
    private final Access access;

    @Inject
    public SchedulesEndpoint(Schedules schedules, TaskDispatcher dispatcher, Access access) {
        this.schedules = schedules;
        this.dispatcher = dispatcher;
        this.access = access;
    }

    @GET
    public PageJson<ScheduleJson> list(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters parameters = Parameters.of(uri.getQueryParameters(), Set.of(LIMIT, OFFSET));
        int offset = parameters.number(OFFSET, 0, Schedule.MOST, 0);
        int limit = parameters.number(LIMIT, 1, MOST, USUAL);
        Schedules.Page page = schedules.list(offset, limit);
        Hrefs hrefs = Hrefs.of(uri);
        return new PageJson<>(
                page.count(),
                offset + limit < page.count() ? Optional.of(hrefs.schedules(limit, offset + limit)) : Optional.empty(),
                offset > 0 ? Optional.of(hrefs.schedules(limit, Math.max(0, offset - limit))) : Optional.empty(),
                page.schedules().stream()
                        .map(schedule -> ScheduleJson.of(schedule, hrefs))
                        .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ScheduleRequest request, @Context UriInfo uri) {
        access.require(Role.ADMINISTRATOR);
        ScheduleBuilder builder = needed(request).builder(dispatcher);
        boolean known = schedules.find(request.name()).isPresent();
        ScheduleJson saved = ScheduleJson.of(request.checkingTiming(builder::saveNew), Hrefs.of(uri));
        return Response.status(known ? Response.Status.OK : Response.Status.CREATED)
                .location(URI.create(saved.href()))
                .entity(saved)
                .build();
    }

    @GET
    @Path("{name}")
    public ScheduleJson get(@PathParam("name") String name, @Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        return ScheduleJson.of(existing(name), Hrefs.of(uri));
    }

    @PATCH
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleJson change(@PathParam("name") String name, ScheduleRequest request, @Context UriInfo uri) {
        access.require(Role.OPERATOR);
        if (!needed(request).onlyPauses()) {
            access.require(Role.ADMINISTRATOR);
        }
        Schedule before = existing(name);
        return ScheduleJson.of(
                request.checkingTiming(() -> schedules.change(name, request.change(before.timing(), dispatcher))),
                Hrefs.of(uri));
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name) {
        access.require(Role.ADMINISTRATOR);
        schedules.delete(name);
    }

    /** Dispatches its task now; a key makes it do so once, however often the request is repeated. */
    @POST
    @Path("{name}/run")
    public Response run(
            @PathParam("name") String name, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        access.require(Role.OPERATOR);
        TaskHandle task;
        try {
            task = key == null ? schedules.run(name) : schedules.run(name, key);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("Idempotency-Key", e.getMessage(), e);
        }
        return DispatchedJson.accepted(task.id(), Hrefs.of(uri));
    }

    private static ScheduleRequest needed(ScheduleRequest request) {
        if (request == null) {
            throw new InvalidRequestException("The request needs a body.");
        }
        return request;
    }

    private Schedule existing(String name) {
        return schedules
                .find(name)
                .orElseThrow(() -> new ScheduleNotFoundException("There is no schedule '" + name + "'."));
    }
}

package io.dibs.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;
import io.dibs.web.event.EventStreams;
import io.dibs.web.json.Hrefs;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.request.EventsRequest;
import io.dibs.web.security.Access;

/** Tells what happens to tasks, for as long as the client listens. */
@Path("events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventsEndpoint {
    private final TaskEvents events;
    private final EventStreams streams;
    private final Access access;

    @Inject
    public EventsEndpoint(TaskEvents events, EventStreams streams, Access access) {
        this.events = events;
        this.streams = streams;
        this.access = access;
    }

    @GET
    public void listen(
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @HeaderParam(EventsRequest.LAST_EVENT_ID_HEADER) String lastEventId,
            @Suspended AsyncResponse response) {
        EventsRequest wanted = EventsRequest.of(uri.getQueryParameters(), lastEventId, access.ownerFilter());
        TaskSubscription subscription = subscribe(wanted);
        streams.answer(
                request, response, subscription, wanted.after().orElseGet(subscription::position), Hrefs.of(uri));
    }

    private TaskSubscription subscribe(EventsRequest wanted) {
        if (wanted.after().isEmpty()) {
            return events.subscribe(wanted.filter());
        }
        try {
            return events.subscribe(wanted.filter(), wanted.after().get());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(EventsRequest.LAST_EVENT_ID, e.getMessage(), e);
        }
    }
}

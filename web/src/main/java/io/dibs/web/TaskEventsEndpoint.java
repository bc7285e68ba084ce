package io.dibs.web;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Task;
import io.dibs.TaskEventFilter;
import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;
import io.dibs.Tasks;
import io.dibs.web.event.EventStreams;
import io.dibs.web.json.Hrefs;
import io.dibs.web.problem.NoSuchTaskException;
import io.dibs.web.request.EventsRequest;
import io.dibs.web.request.TaskId;
import io.dibs.web.security.Access;

/** Tells what happens to one task, from its present state to its final one. */
@Path("tasks/{id}/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class TaskEventsEndpoint {
    private final TaskEvents events;
    private final Tasks tasks;
    private final EventStreams streams;
    private final Access access;

    @Inject
    public TaskEventsEndpoint(TaskEvents events, Tasks tasks, EventStreams streams, Access access) {
        this.events = events;
        this.tasks = tasks;
        this.streams = streams;
        this.access = access;
    }

    @GET
    public void listen(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @HeaderParam(EventsRequest.LAST_EVENT_ID_HEADER) String lastEventId,
            @Suspended AsyncResponse response) {
        UUID task = existing(TaskId.parse(id)).id();
        Optional<String> lastState = EventsRequest.lastState(uri.getQueryParameters(), lastEventId);
        TaskSubscription subscription = events.subscribe(TaskEventFilter.of(task));
        try {
            Task present = existing(task);
            if (present.state().isFinal()
                    && lastState.filter(present.state().text()::equals).isPresent()) {
                subscription.close();
                // A browser that has had the last event would ask again and again for what comes after it.
                response.resume(Response.noContent().build());
            } else {
                streams.answer(request, response, present, subscription, Hrefs.of(uri));
            }
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private Task existing(UUID id) {
        return tasks.find(id).filter(access::sees).orElseThrow(() -> new NoSuchTaskException(id));
    }
}

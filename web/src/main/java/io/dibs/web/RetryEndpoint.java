package io.dibs.web;

import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskHandle;
import io.dibs.Tasks;
import io.dibs.web.json.DispatchedJson;
import io.dibs.web.json.Hrefs;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.problem.NoSuchTaskException;
import io.dibs.web.problem.StateConflictException;
import io.dibs.web.request.TaskId;
import io.dibs.web.security.Access;

/** Dispatches a final task once more; a key makes it do so once, however often the request is repeated. */
@Path("tasks/{id}/retry")
@Produces(MediaType.APPLICATION_JSON)
public class RetryEndpoint {
    private final Tasks tasks;
    private final Access access;

    @Inject
    public RetryEndpoint(Tasks tasks, Access access) {
        this.tasks = tasks;
        this.access = access;
    }

    @POST
    public Response retry(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        UUID task = TaskId.parse(id);
        access.requireChange(existing(task));
        try {
            TaskHandle again = key == null ? tasks.retry(task) : tasks.retry(task, key);
            return DispatchedJson.accepted(again.id(), Hrefs.of(uri));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("Idempotency-Key", e.getMessage(), e);
        } catch (TaskConflictException e) {
            throw new StateConflictException(e.getMessage(), existing(task).state(), e);
        }
    }

    private Task existing(UUID id) {
        return tasks.find(id).filter(access::sees).orElseThrow(() -> new NoSuchTaskException(id));
    }
}

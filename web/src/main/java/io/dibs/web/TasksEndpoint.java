package io.dibs.web;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskPage;
import io.dibs.TaskState;
import io.dibs.Tasks;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.StackJson;
import io.dibs.web.json.TaskJson;
import io.dibs.web.problem.NoSuchTaskException;
import io.dibs.web.problem.StateConflictException;
import io.dibs.web.request.CancelRequest;
import io.dibs.web.request.TaskId;
import io.dibs.web.request.TaskListRequest;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Tasks: look at them, cancel them, give them up, delete them. */
@Path("tasks")
@Produces(MediaType.APPLICATION_JSON)
public class TasksEndpoint {
    private final Tasks tasks;
    private final Access access;

    @Inject
    public TasksEndpoint(Tasks tasks, Access access) {
        this.tasks = tasks;
        this.access = access;
    }

    @GET
    public PageJson<TaskJson> list(@Context UriInfo uri) {
        // Until a query can ask for the tasks of one owner.
        access.require(Role.VIEWER);
        TaskListRequest request = TaskListRequest.of(uri.getQueryParameters());
        TaskPage page = tasks.list(request.query());
        Hrefs hrefs = Hrefs.of(uri);
        return new PageJson<>(
                page.count(),
                request.next(page.count()).map(hrefs::tasks),
                request.previous().map(hrefs::tasks),
                page.tasks().stream().map(task -> TaskJson.listed(task, hrefs)).toList());
    }

    @GET
    @Path("{id}")
    public TaskJson get(@PathParam("id") String id, @Context UriInfo uri) {
        return whole(existing(TaskId.parse(id)), uri);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public TaskJson cancel(@PathParam("id") String id, String body, @Context UriInfo uri) {
        UUID task = TaskId.parse(id);
        access.requireChange(existing(task));
        CancelRequest.check(body);
        try {
            return whole(tasks.cancel(task), uri);
        } catch (TaskConflictException e) {
            throw new StateConflictException(e.getMessage(), existing(task).state(), e);
        }
    }

    @POST
    @Path("{id}/abandon")
    public TaskJson abandon(@PathParam("id") String id, @Context UriInfo uri) {
        UUID task = existing(TaskId.parse(id)).id();
        access.require(Role.ADMINISTRATOR);
        try {
            return whole(tasks.abandon(task), uri);
        } catch (TaskConflictException e) {
            throw new StateConflictException(e.getMessage(), existing(task).state(), e);
        }
    }

    @GET
    @Path("{id}/stack")
    public StackJson stack(@PathParam("id") String id) {
        UUID task = existing(TaskId.parse(id)).id();
        access.require(Role.ADMINISTRATOR);
        return tasks.stackTrace(task)
                .map(StackJson::of)
                .orElseThrow(() -> new NotFoundException("There is no stack trace of task '" + task
                        + "'; one is taken of a task that was told to stop and has not for more than five seconds."));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        UUID task = TaskId.parse(id);
        access.requireChange(existing(task));
        try {
            tasks.delete(task);
        } catch (TaskConflictException e) {
            throw new StateConflictException(e.getMessage(), existing(task).state(), e);
        }
    }

    private Task existing(UUID id) {
        return tasks.find(id).filter(access::sees).orElseThrow(() -> new NoSuchTaskException(id));
    }

    private TaskJson whole(Task task, UriInfo uri) {
        return TaskJson.of(
                task,
                task.state() == TaskState.WAITING ? tasks.waitingFor(task.id()).map(access::shown) : Optional.empty(),
                Hrefs.of(uri));
    }
}

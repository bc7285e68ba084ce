package io.dibs.web;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskDetail;
import io.dibs.TaskPage;
import io.dibs.Tasks;
import io.dibs.web.conditional.EntityTags;
import io.dibs.web.conditional.PreferWait;
import io.dibs.web.conditional.TaskWaits;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.StackJson;
import io.dibs.web.json.TaskFields;
import io.dibs.web.json.TaskJson;
import io.dibs.web.problem.NoSuchTaskException;
import io.dibs.web.problem.StateConflictException;
import io.dibs.web.request.CancelRequest;
import io.dibs.web.request.FieldsRequest;
import io.dibs.web.request.Parameters;
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
    private final TaskWaits waits;

    @Inject
    public TasksEndpoint(Tasks tasks, Access access, TaskWaits waits) {
        this.tasks = tasks;
        this.access = access;
        this.waits = waits;
    }

    @GET
    public PageJson<Object> list(@Context UriInfo uri) {
        Optional<String> owner = access.ownerFilter();
        TaskListRequest request = TaskListRequest.of(uri.getQueryParameters());
        TaskPage page = request.seenBy(owner).map(tasks::list).orElse(TaskPage.EMPTY);
        Hrefs hrefs = Hrefs.of(uri);
        return new PageJson<>(
                page.count(),
                page.next().map(request::at).map(hrefs::tasks),
                page.previous().map(request::at).map(hrefs::tasks),
                page.tasks().stream()
                        .map(task -> request.fields().of(TaskJson.listed(task, hrefs)))
                        .toList());
    }

    @GET
    @Path("{id}")
    public CompletionStage<Response> get(
            @PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        UUID task = TaskId.parse(id);
        TaskFields fields = FieldsRequest.of(Parameters.of(uri.getQueryParameters(), FieldsRequest.PARAMETERS));
        Task now = existing(task, fields.details());
        TaskView view = view(fields, uri);
        return PreferWait.of(values(headers, PreferWait.HEADER))
                .flatMap(wait -> later(now, view, values(headers, HttpHeaders.IF_NONE_MATCH), wait))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Response.ok(view.of(now)).build()));
    }

    /** The answer when a task is final, or is not what the caller knows already; none if it cannot wait. */
    private Optional<CompletionStage<Response>> later(Task now, TaskView view, List<String> known, Duration wait) {
        Predicate<Task> enough =
                known.isEmpty() ? task -> task.state().isFinal() : task -> !EntityTags.match(known, view.tag(task));
        Optional<CompletionStage<Optional<Task>>> task = enough.test(now)
                ? Optional.of(CompletableFuture.completedFuture(Optional.of(now)))
                : waits.await(now.id(), view.fields().details(), enough, wait);
        return task.map(stage -> answer(stage, now.id(), view, wait));
    }

    private static CompletionStage<Response> answer(
            CompletionStage<Optional<Task>> task, UUID id, TaskView view, Duration wait) {
        // Not by thenApply: it would wrap what went wrong, and the server would take it for a defect.
        CompletableFuture<Response> answer = new CompletableFuture<>();
        task.whenComplete((found, failure) -> {
            try {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    Task then = found.orElseThrow(() -> new NoSuchTaskException(id));
                    answer.complete(Response.ok(view.of(then))
                            .header(PreferWait.APPLIED, PreferWait.applied(wait))
                            .build());
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static List<String> values(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null ? List.of() : values;
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Object cancel(@PathParam("id") String id, String body, @Context UriInfo uri) {
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
    public Object abandon(@PathParam("id") String id, @Context UriInfo uri) {
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
        return existing(id, EnumSet.allOf(TaskDetail.class));
    }

    private Task existing(UUID id, Set<TaskDetail> details) {
        return Optional.ofNullable(tasks.find(List.of(id), details).get(id))
                .filter(access::sees)
                .orElseThrow(() -> new NoSuchTaskException(id));
    }

    private Object whole(Task task, UriInfo uri) {
        return view(TaskFields.ALL, uri).of(task);
    }

    private TaskView view(TaskFields fields, UriInfo uri) {
        return new TaskView(tasks, fields, Hrefs.of(uri), access.shownLater());
    }
}

package io.dibs.web;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskGroup;
import io.dibs.TaskGroups;
import io.dibs.web.json.GroupJson;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.request.CancelRequest;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Groups of tasks: look at them, cancel them. */
@Path("task-groups")
@Produces(MediaType.APPLICATION_JSON)
public class GroupsEndpoint {
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String NAME = "name";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_OFFSET = 999_999_999;

    private final TaskGroups groups;
    private final Access access;

    @Inject
    public GroupsEndpoint(TaskGroups groups, Access access) {
        this.groups = groups;
        this.access = access;
    }

    /** A page of groups; or, for names that a path would change, one group. */
    @GET
    public Response list(@Context UriInfo uri) {
        access.requireUser();
        if (uri.getQueryParameters().containsKey(NAME)) {
            return Response.ok(GroupJson.of(visible(nameOf(uri)), Hrefs.of(uri)))
                    .build();
        }
        Parameters parameters = Parameters.of(uri.getQueryParameters(), Set.of(LIMIT, OFFSET));
        int limit = parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = parameters.number(OFFSET, 0, MAX_OFFSET, 0);
        TaskGroups.Page page = groups.list(access.ownerFilter(), offset, limit);
        Hrefs hrefs = Hrefs.of(uri);
        long next = (long) offset + limit;
        return Response.ok(new PageJson<>(
                        page.count(),
                        next < page.count() ? Optional.of(hrefs.groups(limit, next)) : Optional.empty(),
                        offset > 0 ? Optional.of(hrefs.groups(limit, Math.max(0, offset - limit))) : Optional.empty(),
                        page.groups().stream()
                                .map(group -> GroupJson.of(group, hrefs))
                                .toList()))
                .build();
    }

    @GET
    @Path("{name: .+}")
    public GroupJson get(@PathParam("name") String name, @Context UriInfo uri) {
        access.requireUser();
        Parameters.none(uri.getQueryParameters());
        return GroupJson.of(visible(name), Hrefs.of(uri));
    }

    /** For names that a path would change. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public GroupJson cancelByParameter(String body, @Context UriInfo uri) {
        access.requireUser();
        return cancelGroup(nameOf(uri), body, uri);
    }

    @PATCH
    @Path("{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    public GroupJson cancel(@PathParam("name") String name, String body, @Context UriInfo uri) {
        access.requireUser();
        Parameters.none(uri.getQueryParameters());
        return cancelGroup(name, body, uri);
    }

    private GroupJson cancelGroup(String name, String body, UriInfo uri) {
        CancelRequest.check(body);
        visible(name);
        TaskGroup group = group(name);
        if (!access.has(Role.OPERATOR) && !access.user().map(group::isAllOf).orElse(false)) {
            throw new ForbiddenException("The group '" + name
                    + "' has tasks that somebody else dispatched; to cancel it takes the role " + Role.OPERATOR.text()
                    + ". Nothing was canceled.");
        }
        return GroupJson.of(group.cancel(), Hrefs.of(uri));
    }

    private static String nameOf(UriInfo uri) {
        return Parameters.of(uri.getQueryParameters(), Set.of(NAME))
                .text(NAME)
                .orElseThrow(() -> new InvalidRequestException(NAME, "The parameter 'name' is missing."));
    }

    private TaskGroup.Snapshot visible(String name) {
        return group(name)
                .find()
                .filter(group -> access.ownerFilter()
                        .map(Optional::of)
                        .map(group.owner()::equals)
                        .orElse(true))
                .orElseThrow(() -> new NotFoundException("There is no task group '" + name + "'."));
    }

    private TaskGroup group(String name) {
        try {
            return groups.group(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(NAME, e.getMessage());
        }
    }
}

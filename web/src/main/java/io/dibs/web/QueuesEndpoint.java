package io.dibs.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Queues;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.QueueJson;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.request.FlagRequest;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Queues: look at them, pause and resume them. */
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
public class QueuesEndpoint {
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String NAME = "name";
    private static final String PAUSED = "paused";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_OFFSET = 999_999_999;

    private final Queues queues;
    private final Access access;

    @Inject
    public QueuesEndpoint(Queues queues, Access access) {
        this.queues = queues;
        this.access = access;
    }

    /** A page of queues, in the order of their names; or, for names that a path would change, one queue. */
    @GET
    public Response list(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        if (uri.getQueryParameters().containsKey(NAME)) {
            return Response.ok(answer(nameOf(uri), queues::find, uri)).build();
        }
        Parameters parameters = Parameters.of(uri.getQueryParameters(), Set.of(LIMIT, OFFSET));
        int limit = parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = parameters.number(OFFSET, 0, MAX_OFFSET, 0);
        List<Queues.Queue> all = queues.list();
        Hrefs hrefs = Hrefs.of(uri);
        long next = (long) offset + limit;
        return Response.ok(new PageJson<>(
                        all.size(),
                        next < all.size() ? Optional.of(hrefs.queues(limit, next)) : Optional.empty(),
                        offset > 0 ? Optional.of(hrefs.queues(limit, Math.max(0, offset - limit))) : Optional.empty(),
                        all.stream()
                                .skip(offset)
                                .limit(limit)
                                .map(queue -> QueueJson.of(queue, hrefs))
                                .toList()))
                .build();
    }

    @GET
    @Path("{name}")
    public QueueJson get(@PathParam("name") String name, @Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        return answer(name, queues::find, uri);
    }

    /** For names that a path would change. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public QueueJson changeByParameter(String body, @Context UriInfo uri) {
        access.require(Role.OPERATOR);
        return answer(nameOf(uri), change(body), uri);
    }

    @PATCH
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public QueueJson change(@PathParam("name") String name, String body, @Context UriInfo uri) {
        access.require(Role.OPERATOR);
        Parameters.none(uri.getQueryParameters());
        return answer(name, change(body), uri);
    }

    private Function<String, Queues.Queue> change(String body) {
        return FlagRequest.read(body, PAUSED) ? queues::pause : queues::resume;
    }

    private static QueueJson answer(String name, Function<String, Queues.Queue> action, UriInfo uri) {
        try {
            return QueueJson.of(action.apply(name), Hrefs.of(uri));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(NAME, e.getMessage(), e);
        }
    }

    private static String nameOf(UriInfo uri) {
        return Parameters.of(uri.getQueryParameters(), Set.of(NAME))
                .text(NAME)
                .orElseThrow(() -> new InvalidRequestException(NAME, "The parameter 'name' is missing."));
    }
}

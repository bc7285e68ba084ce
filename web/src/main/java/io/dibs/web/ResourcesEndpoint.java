package io.dibs.web;

import java.util.Set;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Reservation;
import io.dibs.Resources;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.LineJson;
import io.dibs.web.problem.InvalidRequestException;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** Resources: who has one, and who waits for it. */
@Path("resources")
@Produces(MediaType.APPLICATION_JSON)
public class ResourcesEndpoint {
    private static final String LIMIT = "limit";
    private static final String NAME = "name";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final Resources resources;
    private final Access access;

    @Inject
    public ResourcesEndpoint(Resources resources, Access access) {
        this.resources = resources;
        this.access = access;
    }

    /** For names that a path would change, such as one with dots for a segment. */
    @GET
    public LineJson byParameter(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters parameters = Parameters.of(uri.getQueryParameters(), Set.of(NAME, LIMIT));
        String name = parameters
                .text(NAME)
                .orElseThrow(() -> new InvalidRequestException(NAME, "The parameter 'name' is missing."));
        return line(name, parameters, uri);
    }

    @GET
    @Path("{name: .+}")
    public LineJson byPath(@PathParam("name") String name, @Context UriInfo uri) {
        access.require(Role.VIEWER);
        return line(name, Parameters.of(uri.getQueryParameters(), Set.of(LIMIT)), uri);
    }

    private LineJson line(String name, Parameters parameters, UriInfo uri) {
        int limit = parameters.number(LIMIT, 1, MAX_LIMIT, DEFAULT_LIMIT);
        return LineJson.of(resources.line(checked(name), limit), Hrefs.of(uri));
    }

    private static String checked(String name) {
        try {
            return Reservation.exclusive(name).resource();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(NAME, e.getMessage());
        }
    }
}

package io.dibs.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Problems;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.ProblemsJson;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** What is wrong, and what to do about it. */
@Path("problems")
@Produces(MediaType.APPLICATION_JSON)
public class ProblemsEndpoint {
    private final Problems problems;
    private final Access access;

    @Inject
    public ProblemsEndpoint(Problems problems, Access access) {
        this.problems = problems;
        this.access = access;
    }

    @GET
    public ProblemsJson get(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        return ProblemsJson.of(problems.list(), Hrefs.of(uri));
    }
}

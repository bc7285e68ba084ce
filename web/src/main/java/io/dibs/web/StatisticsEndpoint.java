package io.dibs.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.DibsStatistics;
import io.dibs.web.json.StatisticsJson;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** How much there is of everything. */
@Path("statistics")
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsEndpoint {
    private final DibsStatistics statistics;
    private final Access access;

    @Inject
    public StatisticsEndpoint(DibsStatistics statistics, Access access) {
        this.statistics = statistics;
        this.access = access;
    }

    @GET
    public StatisticsJson get(@Context UriInfo uri) {
        access.require(Role.VIEWER);
        Parameters.none(uri.getQueryParameters());
        return StatisticsJson.of(statistics.now());
    }
}

package io.dibs.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.Audit;
import io.dibs.web.json.AuditJson;
import io.dibs.web.request.Parameters;

/** The audit: whether the store keeps every rule. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEndpoint {
    private final Audit audit;

    @Inject
    public AuditEndpoint(Audit audit) {
        this.audit = audit;
    }

    @GET
    public AuditJson get(@Context UriInfo uri) {
        Parameters.none(uri.getQueryParameters());
        return AuditJson.of(audit.run());
    }
}

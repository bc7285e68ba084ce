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
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;

/** The audit: whether the store keeps every rule. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEndpoint {
    private final Audit audit;
    private final Access access;

    @Inject
    public AuditEndpoint(Audit audit, Access access) {
        this.audit = audit;
        this.access = access;
    }

    @GET
    public AuditJson get(@Context UriInfo uri) {
        access.require(Role.ADMINISTRATOR);
        Parameters.none(uri.getQueryParameters());
        return AuditJson.of(audit.run());
    }
}

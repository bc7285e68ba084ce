package io.dibs.web;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.web.json.Hrefs;
import io.dibs.web.json.SessionJson;
import io.dibs.web.json.SessionJson.WaysIn;
import io.dibs.web.request.Parameters;
import io.dibs.web.security.Access;
import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;

/** Who the caller is, and how he could sign in; for everybody. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionEndpoint {
    private final Access access;
    private final SecuritySettings settings;

    @Inject
    public SessionEndpoint(Access access, SecuritySettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @GET
    public SessionJson get(@Context UriInfo uri) {
        Parameters.none(uri.getQueryParameters());
        Optional<String> provider = settings.oidc().map(oidc -> Hrefs.of(uri).signIn());
        return new SessionJson(
                access.user(),
                access.role().map(Role::text),
                settings.enabled(),
                new WaysIn(
                        settings.enabled() && !settings.users().isEmpty(),
                        provider.filter(href -> settings.enabled())));
    }
}

package io.dibs.web.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Tells of the pages after and before in headers too (RFC 8288). */
@Provider
public class PageLinks implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof PageJson<?> page) {
            page.next().ifPresent(href -> add(response, href, "next"));
            page.previous().ifPresent(href -> add(response, href, "prev"));
        }
    }

    private static void add(ContainerResponseContext response, String href, String relation) {
        response.getHeaders().add(HttpHeaders.LINK, "<" + href + ">; rel=\"" + relation + "\"");
    }
}

package io.dibs.example.file.rest;

import java.util.List;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.example.file.manifest.ManifestEntry;
import io.dibs.example.file.model.Contents;
import io.dibs.example.file.model.Repositories;
import io.dibs.example.file.model.Repository;
import io.dibs.example.file.model.RepositoryVersion;
import io.dibs.example.file.model.Versions;

/** The versions of a repository, and what is in them. */
@Path("file/repositories/{name}/versions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class VersionsResource {
    @Inject
    Repositories repositories;

    @Inject
    Versions versions;

    @Inject
    Contents contents;

    @Context
    UriInfo uri;

    @Context
    HttpServletRequest request;

    @GET
    public Page<VersionJson> list(@PathParam("name") String name) {
        Paging paging = Paging.of(uri);
        long repository = repository(name).id();
        return paging.page(
                versions.count(repository),
                versions.list(repository, paging.limit(), paging.offset()).stream()
                        .map(version -> VersionJson.of(name, version, hrefs()))
                        .toList());
    }

    @GET
    @Path("{number}")
    public VersionJson get(@PathParam("name") String name, @PathParam("number") int number) {
        return VersionJson.of(name, version(repository(name).id(), number), hrefs());
    }

    /** Files in an order of their own; each page tells where the next begins, so the last is as fast as the first. */
    @GET
    @Path("{number}/content")
    public Page<FileJson> content(
            @PathParam("name") String name, @PathParam("number") int number, @QueryParam("after") String after) {
        int limit = Paging.number(uri, "limit", 100, 1, Paging.MAX_LIMIT);
        long repository = repository(name).id();
        RepositoryVersion version = version(repository, number);
        List<ManifestEntry> files = contents.page(repository, number, after == null ? "" : after, limit);
        String next = files.size() < limit
                ? null
                : hrefs().version(name, number) + "/content?limit=" + limit + "&after="
                        + files.get(limit - 1).key();
        return new Page<>(
                version.contentCount(),
                next,
                null,
                files.stream().map(FileJson::of).toList());
    }

    private Repository repository(String name) {
        return Requests.existing("repository", name, repositories.named(name));
    }

    private RepositoryVersion version(long repository, int number) {
        return Requests.existing("version", Integer.toString(number), versions.find(repository, number));
    }

    private Hrefs hrefs() {
        return Hrefs.of(uri, request);
    }
}

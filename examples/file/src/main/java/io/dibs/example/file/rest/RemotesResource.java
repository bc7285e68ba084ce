package io.dibs.example.file.rest;

import java.util.List;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskDispatcher;
import io.dibs.example.file.FileRemotes;
import io.dibs.example.file.download.DownloadSettings;
import io.dibs.example.file.download.FileUrls;
import io.dibs.example.file.model.Remote;
import io.dibs.example.file.model.Remotes;

/** Remotes: create and look at them; change and delete them by tasks, which wait until nobody reads from them. */
@Path("file/remotes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RemotesResource {
    @Inject
    TaskDispatcher dispatcher;

    @Inject
    Remotes remotes;

    @Context
    UriInfo uri;

    @Context
    HttpServletRequest request;

    @POST
    public Response create(NewRemote wanted) {
        Requests.body(wanted);
        String url = url(wanted.url());
        if (wanted.concurrency() != null
                && (wanted.concurrency() < 1 || wanted.concurrency() > DownloadSettings.MAX_CONCURRENCY)) {
            throw new BadRequestException(
                    "The field 'concurrency' is from 1 to " + DownloadSettings.MAX_CONCURRENCY + ".");
        }
        Remote remote = Requests.valid("name", () -> new Remote(wanted.name(), url, wanted.concurrency()));
        Requests.add("remote", remote.name(), () -> remotes.named(remote.name()), () -> remotes.add(remote));
        return Hrefs.created(hrefs().remote(remote.name()), RemoteJson.of(remote, hrefs()));
    }

    @GET
    public Page<RemoteJson> list() {
        Paging paging = Paging.of(uri);
        List<Remote> found = remotes.list(paging.limit(), paging.offset());
        return paging.page(
                remotes.count(),
                found.stream().map(remote -> RemoteJson.of(remote, hrefs())).toList());
    }

    @GET
    @Path("{name}")
    public RemoteJson get(@PathParam("name") String name) {
        return RemoteJson.of(existing(name), hrefs());
    }

    @PATCH
    @Path("{name}")
    public Response change(@PathParam("name") String name, RemoteChange change) {
        String url = url(Requests.body(change).url());
        Remote remote = existing(name);
        return hrefs().accepted(dispatcher
                .task(FileRemotes::move, remote.id(), url)
                .exclusive(remote)
                .description("Move remote " + name)
                .dispatch());
    }

    @DELETE
    @Path("{name}")
    public Response delete(@PathParam("name") String name) {
        Remote remote = existing(name);
        return hrefs().accepted(dispatcher
                .task(FileRemotes::remove, remote.id())
                .exclusive(remote)
                .description("Delete remote " + name)
                .dispatch());
    }

    private static String url(String url) {
        Requests.valid("url", () -> FileUrls.manifest(Requests.required("url", url)));
        return url;
    }

    private Remote existing(String name) {
        return Requests.existing("remote", name, remotes.named(name));
    }

    private Hrefs hrefs() {
        return Hrefs.of(uri, request);
    }
}

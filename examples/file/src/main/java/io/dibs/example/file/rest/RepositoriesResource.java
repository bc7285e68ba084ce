package io.dibs.example.file.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskDispatcher;
import io.dibs.example.file.FileRepositories;
import io.dibs.example.file.model.Remote;
import io.dibs.example.file.model.Remotes;
import io.dibs.example.file.model.Repositories;
import io.dibs.example.file.model.Repository;
import io.dibs.example.file.model.Versions;

/** Repositories: create and look at them; synchronise, publish and delete them by tasks. */
@Path("file/repositories")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RepositoriesResource {
    @Inject
    TaskDispatcher dispatcher;

    @Inject
    Remotes remotes;

    @Inject
    Repositories repositories;

    @Inject
    Versions versions;

    @Context
    UriInfo uri;

    @Context
    HttpServletRequest request;

    @POST
    public Response create(NewRepository wanted) {
        Requests.body(wanted);
        Repository repository = Requests.valid("name", () -> new Repository(wanted.name()));
        String name = repository.name();
        Requests.add("repository", name, () -> repositories.named(name), () -> repositories.add(repository));
        return Hrefs.created(hrefs().repository(name), RepositoryJson.of(repository, hrefs()));
    }

    @GET
    public Page<RepositoryJson> list() {
        Paging paging = Paging.of(uri);
        return paging.page(
                repositories.count(),
                repositories.list(paging.limit(), paging.offset()).stream()
                        .map(repository -> RepositoryJson.of(repository, hrefs()))
                        .toList());
    }

    @GET
    @Path("{name}")
    public RepositoryJson get(@PathParam("name") String name) {
        return RepositoryJson.of(existing(name), hrefs());
    }

    @POST
    @Path("{name}/sync")
    public Response synchronize(@PathParam("name") String name, SyncRequest wanted) {
        String remoteName = Requests.required("remote", Requests.body(wanted).remote());
        Repository repository = existing(name);
        Remote remote = Requests.existing("remote", remoteName, remotes.named(remoteName));
        return hrefs().accepted(dispatcher
                .task(
                        FileRepositories::synchronize,
                        repository.id(),
                        remote.id(),
                        Boolean.TRUE.equals(wanted.mirror()),
                        hrefs().versions(name))
                .exclusive(repository)
                .shared(remote)
                .description("Synchronise repository " + name + " from remote " + remoteName)
                .dispatch());
    }

    @POST
    @Path("{name}/publish")
    public Response publish(@PathParam("name") String name, PublishRequest wanted) {
        Repository repository = existing(name);
        Integer version = wanted == null ? null : wanted.version();
        if (version != null) {
            Requests.existing("version", version.toString(), versions.find(repository.id(), version));
        }
        return hrefs().accepted(dispatcher
                .task(FileRepositories::publish, repository.id(), version, hrefs().content(name))
                .shared(repository)
                .description("Publish repository " + name)
                .dispatch());
    }

    @DELETE
    @Path("{name}")
    public Response delete(@PathParam("name") String name) {
        Repository repository = existing(name);
        return hrefs().accepted(dispatcher
                .task(FileRepositories::remove, repository.id())
                .exclusive(repository)
                .description("Delete repository " + name)
                .dispatch());
    }

    private Repository existing(String name) {
        return Requests.existing("repository", name, repositories.named(name));
    }

    private Hrefs hrefs() {
        return Hrefs.of(uri, request);
    }
}

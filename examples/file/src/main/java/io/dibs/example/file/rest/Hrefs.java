package io.dibs.example.file.rest;

import java.net.URI;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.dibs.TaskHandle;

/**
 * Where things are: paths without scheme, host and port, so that they hold behind a proxy.
 *
 * @param api the API's path, with a slash at its end
 * @param application the application's path, without one
 */
record Hrefs(String api, String application) {
    static Hrefs of(UriInfo uri, HttpServletRequest request) {
        return new Hrefs(uri.getBaseUri().getRawPath(), request.getContextPath());
    }

    String remote(String name) {
        return api + "file/remotes/" + name;
    }

    String repository(String name) {
        return api + "file/repositories/" + name;
    }

    String versions(String repository) {
        return repository(repository) + "/versions/";
    }

    String version(String repository, int number) {
        return versions(repository) + number;
    }

    String content(String repository) {
        return application + "/content/" + repository + "/";
    }

    /** The answer to what created something. */
    static Response created(String href, Object entity) {
        return Response.created(URI.create(href)).entity(entity).build();
    }

    /** The answer to what dispatched a task. */
    Response accepted(TaskHandle task) {
        String href = api + "tasks/" + task.id();
        return Response.accepted(Map.of("task", href)).header("Location", href).build();
    }
}

package io.dibs.web.json;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.UriInfo;

/**
 * Where things are: paths without scheme, host and port, so that they hold behind any proxy that keeps paths.
 *
 * @param base the path of the API, with a slash at its end
 */
public record Hrefs(String base) {
    /** Names that do not survive a URL's path: servers resolve dots, merge slashes and refuse backslashes there. */
    private static final Pattern FRAGILE = Pattern.compile("^/|/$|//|(^|/)\\.{1,2}(/|$)|[\\\\;\\p{Cntrl}]");

    /** The hrefs of the API that answers this request. */
    public static Hrefs of(UriInfo uri) {
        return new Hrefs(uri.getBaseUri().getRawPath());
    }

    /** Where a browser goes to sign in at the OpenID provider, to come back to the dashboard. */
    public String signIn() {
        String application = base.substring(0, base.length() - "api/v1/".length());
        return application + "sign-in?to=" + encode(application);
    }

    /** A task. */
    public String task(UUID id) {
        return base + "tasks/" + id;
    }

    /** A page of tasks. */
    public String tasks(Map<String, List<String>> parameters) {
        return base
                + parameters.entrySet().stream()
                        .flatMap(parameter ->
                                parameter.getValue().stream().map(value -> parameter.getKey() + "=" + encode(value)))
                        .collect(Collectors.joining("&", "tasks?", ""));
    }

    /** A schedule. */
    public String schedule(String name) {
        return base + "task-schedules/" + encode(name);
    }

    /** A page of schedules. */
    public String schedules(int limit, int offset) {
        return base + "task-schedules?limit=" + limit + "&offset=" + offset;
    }

    /** A worker. */
    public String worker(String name) {
        return base + "workers/" + encode(name);
    }

    /** A resource: in the path when its name survives that, else in the query. */
    public String resource(String name) {
        return named("resources", name);
    }

    /** A group of tasks, likewise. */
    public String group(String name) {
        return named("task-groups", name);
    }

    /** A queue, likewise. */
    public String queue(String name) {
        return named("queues", name);
    }

    /** A page of queues. */
    public String queues(int limit, long offset) {
        return base + "queues?limit=" + limit + "&offset=" + offset;
    }

    /** A page of groups of tasks. */
    public String groups(int limit, long offset) {
        return base + "task-groups?limit=" + limit + "&offset=" + offset;
    }

    private String named(String kind, String name) {
        return FRAGILE.matcher(name).find()
                ? base + kind + "?name=" + encode(name)
                : base + kind + "/" + encode(name).replace("%2F", "/");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package io.dibs.web.json;

import java.util.UUID;

import jakarta.ws.rs.core.Response;

/**
 * What a request answers that dispatched a task.
 *
 * @param task the task's href
 */
public record DispatchedJson(String task) {
    /** 202, with the href as the location too. */
    public static Response accepted(UUID task, Hrefs hrefs) {
        String href = hrefs.task(task);
        return Response.accepted(new DispatchedJson(href))
                .header("Location", href)
                .build();
    }
}

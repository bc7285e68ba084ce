package io.dibs.web.json;

import java.util.List;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * How the system is.
 *
 * @param versions what runs here
 * @param onlineWorkers the workers whose lease is valid; null when nobody can know, because Redis is away
 * @param redisConnection whether Redis answers
 */
@JsonbPropertyOrder({"versions", "onlineWorkers", "redisConnection"})
public record StatusJson(List<Version> versions, Optional<List<WorkerJson>> onlineWorkers, Connection redisConnection) {
    /** A component and its version. */
    @JsonbPropertyOrder({"component", "version"})
    public record Version(String component, String version) {}

    /** Whether something is connected. */
    public record Connection(boolean connected) {}
}

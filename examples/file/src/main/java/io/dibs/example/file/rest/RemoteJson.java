package io.dibs.example.file.rest;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.example.file.model.Remote;

/** A remote as the API shows it. */
@JsonbPropertyOrder({"href", "name", "url", "concurrency", "createdAt"})
public record RemoteJson(String href, String name, String url, Integer concurrency, Instant createdAt) {
    static RemoteJson of(Remote remote, Hrefs hrefs) {
        return new RemoteJson(
                hrefs.remote(remote.name()), remote.name(), remote.url(), remote.concurrency(), remote.createdAt());
    }
}

package io.dibs.it.upgrade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** To whom servers export their spans: an OTLP collector over HTTP that keeps them. */
final class SpanCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Collected> spans = new CopyOnWriteArrayList<>();

    /**
     * A span.
     *
     * @param service the name of the process that made it
     * @param parent the id of its parent; empty if it has none
     */
    record Collected(String service, String trace, String id, String parent, String name) {}

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** The settings of a process of that name which exports to this. */
    Map<String, String> settings(String service) {
        return Map.of(
                "otel.sdk.disabled", "false",
                "otel.service.name", service,
                "otel.metrics.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.exporter.otlp.endpoint",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "otel.bsp.schedule.delay", "500");
    }

    /** The spans of a trace so far. */
    List<Collected> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (ResourceSpans each : ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()) {
                String service = each.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(KeyValue::getValue)
                        .map(value -> value.getStringValue())
                        .findAny()
                        .orElse("");
                each.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> collected(service, span))
                        .forEach(spans::add);
            }
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Collected collected(String service, Span span) {
        return new Collected(
                service, hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName());
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

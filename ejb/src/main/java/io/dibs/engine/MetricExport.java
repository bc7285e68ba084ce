package io.dibs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

import io.dibs.metric.Meters;

/**
 * Has the server export metrics, in the scope {@code io.dibs} of MicroProfile Metrics. Where the server has no metrics, nothing
 * is exported. What was registered is removed at the end, since the server's registry may outlive this application.
 */
@ApplicationScoped
class MetricExport implements Meters {
    static final String SCOPE = "io.dibs";

    private final List<MetricID> registered = new ArrayList<>();
    private final Instance<MetricRegistry> registries;
    private MetricRegistry known;

    protected MetricExport() {
        this(null);
    }

    @Inject
    MetricExport(@RegistryScope(scope = SCOPE) Instance<MetricRegistry> registries) {
        this.registries = registries;
    }

    /** Where this application's metrics are made. */
    Meters meters() {
        return registries.isResolvable() ? this : UNEXPORTED;
    }

    /**
     * Asked for once, when the application starts: on the thread on which somebody asks the server for metrics, and a queue or a
     * script may be seen for the first time, Payara knows no application, and throws (seen in 6.2025.10).
     */
    private MetricRegistry registry() {
        if (known == null) {
            known = registries.get();
        }
        return known;
    }

    @Override
    public synchronized Counter counter(String name, String help, Map<String, String> tags) {
        return registry().counter(metadata(name, help), registered(name, tags))::inc;
    }

    @Override
    public synchronized void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value) {
        Supplier<Double> boxed = value::getAsDouble;
        registry().gauge(metadata(name, help), boxed, registered(name, tags));
    }

    private static Metadata metadata(String name, String help) {
        return Metadata.builder().withName(name).withDescription(help).build();
    }

    private Tag[] registered(String name, Map<String, String> tags) {
        Tag[] all = tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toArray(Tag[]::new);
        registered.add(new MetricID(name, all));
        return all;
    }

    /** Removes all that was registered. */
    synchronized void close() {
        if (!registered.isEmpty()) {
            MetricRegistry registry = registry();
            registered.forEach(registry::remove);
            registered.clear();
            known = null;
        }
    }
}

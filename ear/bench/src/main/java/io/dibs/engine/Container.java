package io.dibs.engine;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

import com.acme.micro.DependentNothing;
import com.acme.micro.Nothing;

import io.dibs.TaskGroups;
import io.dibs.Tasks;
import io.dibs.config.Settings;
import io.dibs.method.ApplicationArchives;
import io.dibs.method.ApplicationModules;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.metric.Metrics;
import io.dibs.store.Redis;
import io.dibs.store.ScheduleStore;
import io.dibs.store.TaskStore;
import io.dibs.trace.Tracing;
import io.dibs.webhook.AllowedHosts;

/** The beans that dispatch and run tasks, in the CDI container that Payara has too; none that needs a server. */
final class Container {
    /** Held, since the logging of the JDK forgets a level with its logger. */
    private static final Logger WELD = Logger.getLogger("org.jboss.weld");

    private Container() {}

    static WeldContainer start() {
        WELD.setLevel(Level.WARNING);
        return new Weld()
                .disableDiscovery()
                .beanClasses(
                        BeanBody.class,
                        Caller.class,
                        Dispatcher.class,
                        Dispatches.class,
                        Jobs.class,
                        Module.class,
                        ModuleDemands.class,
                        StateNotifier.class,
                        StoredSchedules.class,
                        TaskBeans.class,
                        Webhooks.class,
                        Parts.class,
                        Nothing.class,
                        DependentNothing.class)
                .initialize();
    }

    /** In place of {@link Components}, which asks a server for the settings and the archives of an application. */
    @ApplicationScoped
    static class Parts {
        private final Settings settings;
        private final TaskStore store;
        private final TaskMethods methods;
        private final Arguments arguments;

        Parts() throws IOException {
            settings = DefaultSettings.read();
            store = new TaskStore(new Redis(settings.store()), settings.store().retention());
            methods = new TaskMethods(Parts.class::getClassLoader, type -> true, List.of());
            arguments = new Arguments(settings.tasks().maxBytes());
        }

        @Produces
        Settings settings() {
            return settings;
        }

        @Produces
        TaskStore store() {
            return store;
        }

        @Produces
        TaskMethods methods() {
            return methods;
        }

        @Produces
        Arguments arguments() {
            return arguments;
        }

        @Produces
        ApplicationModules modules() {
            return new ApplicationModules(new ApplicationArchives(Parts.class, true));
        }

        @Produces
        AllowedHosts hosts() {
            return new AllowedHosts(List.of(), false);
        }

        @Produces
        Metrics metrics() {
            return Metrics.unexported();
        }

        @Produces
        Tracing tracing() {
            return Tracing.OFF;
        }

        /** For handles, which are made here and not asked. Nor are those below. */
        @Produces
        Tasks tasks() {
            return null;
        }

        @Produces
        TaskGroups groups() {
            return null;
        }

        @Produces
        ScheduleStore schedules() {
            return null;
        }

        @Produces
        WorkerRuntime runtime() {
            return null;
        }
    }
}

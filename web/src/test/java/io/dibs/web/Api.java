package io.dibs.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

import io.dibs.Audit;
import io.dibs.DibsStatistics;
import io.dibs.DibsStatus;
import io.dibs.Problems;
import io.dibs.Queues;
import io.dibs.Resources;
import io.dibs.Schedules;
import io.dibs.TaskDispatcher;
import io.dibs.TaskEvents;
import io.dibs.TaskGroups;
import io.dibs.Tasks;
import io.dibs.Workers;
import io.dibs.web.conditional.ConditionalGet;
import io.dibs.web.conditional.TaskWaits;
import io.dibs.web.event.EventStreams;
import io.dibs.web.json.JsonSettings;
import io.dibs.web.json.PageLinks;
import io.dibs.web.problem.ProblemBody;
import io.dibs.web.problem.ProblemMapper;
import io.dibs.web.problem.ValidationProblemMapper;
import io.dibs.web.problem.WebProblemMapper;
import io.dibs.web.request.BodyLimit;
import io.dibs.web.request.BodyType;
import io.dibs.web.request.JsonBody;
import io.dibs.web.request.RecordReader;
import io.dibs.web.security.Access;
import io.dibs.web.security.Challenges;
import io.dibs.web.security.QuietChallenges;
import io.dibs.web.security.Refusal;
import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;
import io.dibs.web.security.SignInGate;

/** The whole REST API on Payara's JAX-RS, without a server. */
class Api {
    private static final URI BASE = URI.create("http://dibs.test:8080/dibs/api/v1/");

    private static final SecuritySettings SETTINGS = new SecuritySettings(
            true,
            List.of(new SecuritySettings.User("root", Optional.empty(), "")),
            Optional.empty(),
            Optional.empty(),
            new SecuritySettings.Sessions(Optional.empty(), Duration.ofHours(8), Optional.empty()),
            Map.of(),
            Set.of());
    private static final Challenges CHALLENGES = new Challenges(SETTINGS);

    // Tests fail requests on purpose.
    private static final Logger QUIET = Logger.getLogger(ProblemMapper.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    private static final ScheduledExecutorService THREADS = Executors.newScheduledThreadPool(2, run -> {
        Thread thread = new Thread(run, "waits");
        thread.setDaemon(true);
        return thread;
    });

    final FakeEvents events = new FakeEvents();
    final FakeConnection connection = new FakeConnection();
    final EventStreams streams = new EventStreams(loop -> {
        Thread thread = new Thread(loop);
        thread.setDaemon(true);
        return thread;
    });
    private final FakeDibs dibs;
    private final Optional<Refusal> refusal;
    private final ApplicationHandler handler;

    /** As an administrator asks it. */
    Api(FakeDibs dibs) {
        this(dibs, SignedIn.as("root", Role.ADMINISTRATOR), Optional.empty());
    }

    /** The same API, as somebody else asks it. */
    Api as(SignedIn caller) {
        return new Api(dibs, caller, Optional.empty());
    }

    /** The same API, as somebody asks it who could not sign in. */
    Api refused(Refusal refusal) {
        return new Api(dibs, SignedIn.NOBODY, Optional.of(refusal));
    }

    private Api(FakeDibs dibs, SignedIn caller, Optional<Refusal> refusal) {
        this.dibs = dibs;
        this.refusal = refusal;
        handler = new ApplicationHandler(new ResourceConfig()
                .addProperties(new DibsApplication().getProperties())
                .register(TasksEndpoint.class)
                .register(PurgeEndpoint.class)
                .register(WhyEndpoint.class)
                .register(RetryEndpoint.class)
                .register(GroupsEndpoint.class)
                .register(WorkersEndpoint.class)
                .register(ResourcesEndpoint.class)
                .register(QueuesEndpoint.class)
                .register(StatisticsEndpoint.class)
                .register(ProblemsEndpoint.class)
                .register(SchedulesEndpoint.class)
                .register(SessionEndpoint.class)
                .register(StatusEndpoint.class)
                .register(AuditEndpoint.class)
                .register(EventsEndpoint.class)
                .register(TaskEventsEndpoint.class)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(dibs)
                                .to(Tasks.class)
                                .to(Workers.class)
                                .to(Resources.class)
                                .to(DibsStatus.class)
                                .to(DibsStatistics.class)
                                .to(Audit.class);
                        bind(dibs.groups).to(TaskGroups.class);
                        bind(dibs.queues).to(Queues.class);
                        bind((Problems) () -> dibs.problems.list()).to(Problems.class);
                        bind(events).to(TaskEvents.class);
                        bind(streams).to(EventStreams.class);
                        bind(connection.request()).to(HttpServletRequest.class);
                        bind(new Access(caller, CHALLENGES)).to(Access.class);
                        bind(CHALLENGES).to(Challenges.class);
                        bind(SETTINGS).to(SecuritySettings.class);
                        bind(new TaskWaits(dibs, events, THREADS, Duration.ofMillis(250)))
                                .to(TaskWaits.class);
                        bind(dibs.schedules).to(Schedules.class);
                        bind(dibs.schedules.dispatcher()).to(TaskDispatcher.class);
                    }
                })
                .register(SignInGate.class)
                .register(QuietChallenges.class)
                .register(ConditionalGet.class)
                .register(PageLinks.class)
                .register(PluginEndpoint.class)
                .register(JsonSettings.class)
                .register(ProblemBody.class)
                .register(ProblemMapper.class)
                .register(ValidationProblemMapper.class)
                .register(WebProblemMapper.class)
                .register(BodyLimit.class)
                .register(BodyType.class)
                .register(JsonBody.class)
                .register(RecordReader.class));
    }

    Answer get(String path) {
        return ask("GET", path, Map.of(), null);
    }

    Answer get(String path, Map<String, String> headers) {
        return ask("GET", path, headers, null);
    }

    /** Asks for an event stream, which is written to the connection. */
    void listen(String path, String lastEventId) {
        ContainerRequest request = new ContainerRequest(
                BASE, BASE.resolve(path), "GET", null, new MapPropertiesDelegate(), handler.getConfiguration());
        request.header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        connection.endsWith(handler.apply(request, new ByteArrayOutputStream()));
    }

    Answer send(String method, String path, String type, String body) {
        return ask(method, path, type == null ? Map.of() : Map.of("Content-Type", type), body);
    }

    /** Sends a request without a body. */
    Answer send(String method, String path, Map<String, String> headers) {
        return ask(method, path, headers, null);
    }

    private Answer ask(String method, String path, Map<String, String> headers, String body) {
        ContainerRequest request = new ContainerRequest(
                BASE, BASE.resolve(path), method, null, new MapPropertiesDelegate(), handler.getConfiguration());
        refusal.ifPresent(why -> request.setProperty(Refusal.ATTRIBUTE, why));
        headers.forEach(request::header);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        connection.reset();
        try {
            Future<ContainerResponse> response = handler.apply(request, written);
            if (connection.isAnswered()) { // An event stream, which JAX-RS does not answer.
                return new Answer(
                        new ContainerResponse(
                                request,
                                Response.ok()
                                        .type(connection.header("Content-Type"))
                                        .build()),
                        "");
            }
            return new Answer(response.get(), written.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    record Answer(ContainerResponse response, String body) {
        int status() {
            return response.getStatus();
        }

        String header(String name) {
            return response.getHeaderString(name);
        }

        JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }
    }
}

package io.dibs.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

import io.dibs.Audit;
import io.dibs.StoreUnavailableException;
import io.dibs.config.InvalidSettingsException;
import io.dibs.config.Settings;
import io.dibs.store.DomainAudit;
import io.dibs.store.Redis;
import io.dibs.store.StoreSettings;

/**
 * Audits a domain from the command line. It takes the settings of the application, as system properties or environment
 * variables: {@code dibs.redis.url} and {@code dibs.domain} are what it needs. The exit status is 0 if the domain is sound,
 * 1 if it is not, 2 if that could not be found out.
 */
public final class AuditCommand {
    private static final String DEFAULTS = "/META-INF/microprofile-config.properties";

    private AuditCommand() {}

    public static void main(String[] arguments) {
        Properties defaults = defaults();
        System.exit(run(
                key -> Stream.of(
                                System.getProperty(key),
                                // Maven hands its own options on as they are, the environment's variables look
                                // different.
                                System.getenv(key),
                                System.getenv(
                                        key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)),
                                defaults.getProperty(key))
                        .flatMap(Stream::ofNullable)
                        .findFirst(),
                System.out));
    }

    static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream in = AuditCommand.class.getResourceAsStream(DEFAULTS)) {
            defaults.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults;
    }

    static int run(Function<String, Optional<String>> source, PrintStream out) {
        try {
            StoreSettings settings = Settings.read(source).store();
            try (Redis redis = new Redis(settings)) {
                return tell(new DomainAudit(redis, settings).run(), out);
            }
        } catch (InvalidSettingsException | StoreUnavailableException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private static int tell(Audit.Report report, PrintStream out) {
        out.println("Domain '" + report.domain() + "': " + report.keys() + " keys were read from " + report.startedAt()
                + " to " + report.finishedAt() + ", " + report.findingCount() + " findings.");
        for (Audit.Finding finding : report.findings()) {
            out.println(finding + " " + finding.kind().advice());
        }
        if (report.findingCount() > report.findings().size()) {
            out.println("Only the first " + report.findings().size() + " are shown.");
        }
        return report.isSound() ? 0 : 1;
    }
}

package io.dibs.it.container;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is built, with the plugin {@code com.acme} in the place of the example's. */
final class AcmeEar {
    private static final ArchivePath WAR = ArchivePaths.create("dibs-web.war");

    private AcmeEar() {}

    static EnterpriseArchive plain() {
        return with(Set.of());
    }

    /** With a test that is to run in the container, and the libraries that it is written with. */
    static EnterpriseArchive testedBy(Class<?> test) {
        return with(Set.of(test, Outcome.class));
    }

    private static EnterpriseArchive with(Set<Class<?>> tests) {
        EnterpriseArchive ear =
                ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File(System.getProperty("dibs.ear")));
        WebArchive war = ear.getAsType(WebArchive.class, WAR);
        Map<ArchivePath, Node> examples = war.getContent(Filters.include("/WEB-INF/lib/.*"));
        examples.keySet().forEach(war::delete);
        war.addAsLibrary(ShrinkWrap.create(JavaArchive.class, "acme-plugin.jar")
                .addPackage("com.acme")
                .addAsManifestResource("acme/beans.xml", "beans.xml")
                .addAsManifestResource("acme/persistence.xml", "persistence.xml"));
        for (Class<?> test : tests) {
            war.addClass(test);
        }
        if (!tests.isEmpty()) {
            List.of(Assertions.class, Awaitility.class, Matchers.class).forEach(type -> war.addAsLibrary(jar(type)));
        }
        ear.delete(WAR);
        ear.add(war, ArchivePaths.root(), ZipExporter.class);
        return ear;
    }

    private static File jar(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}

package io.dibs.it.container;

import java.io.File;
import java.net.URI;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is built, with the plugin {@code com.acme} in the place of the example's. */
final class AcmeEar {
    private static final String NAME = "dibs.ear";
    private static final ArchivePath WAR = ArchivePaths.create("dibs-web.war");

    private AcmeEar() {}

    static EnterpriseArchive plain() {
        EnterpriseArchive ear = ProductEar.as(NAME);
        return ProductEar.replace(ear, WAR, war(ear));
    }

    /** With a test that is to run in the container, and the libraries that it is written with. */
    static EnterpriseArchive testedBy(Class<?> test) {
        EnterpriseArchive ear = ProductEar.as(NAME);
        WebArchive war = war(ear).addClasses(test, Outcome.class);
        List.of(Assertions.class, Awaitility.class, Matchers.class).forEach(type -> war.addAsLibrary(jar(type)));
        return ProductEar.replace(ear, WAR, war);
    }

    private static WebArchive war(EnterpriseArchive ear) {
        WebArchive war = ear.getAsType(WebArchive.class, WAR);
        // All but what the war needs to check tokens.
        war.getContent(Filters.include("/WEB-INF/lib/(?!jose4j-).*")).keySet().forEach(war::delete);
        return war.addAsLibrary(ShrinkWrap.create(JavaArchive.class, "acme-plugin.jar")
                .addPackage("com.acme")
                .addAsManifestResource("acme/beans.xml", "beans.xml")
                .addAsManifestResource("acme/persistence.xml", "persistence.xml"));
    }

    private static File jar(Class<?> type) {
        return new File(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}

package io.dibs.it.bench;

import java.io.File;
import java.nio.file.Path;

import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is built, with the benchmark's application in its WAR, beside the example. */
final class BenchEar {
    private static final ArchivePath WAR = ArchivePaths.create("dibs-web.war");

    private BenchEar() {}

    static void write(Path target) {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "dibs.ear")
                .importFrom(new File(System.getProperty("dibs.ear")))
                .as(EnterpriseArchive.class);
        WebArchive war = ear.getAsType(WebArchive.class, WAR)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "bench-plugin.jar")
                        .addPackage("com.acme.bench")
                        .addAsManifestResource("acme/beans.xml", "beans.xml"));
        ear.delete(WAR);
        ear.add(war, ArchivePaths.root(), ZipExporter.class)
                .as(ZipExporter.class)
                .exportTo(target.toFile(), true);
    }
}

package io.dibs.it.container;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is built. */
public final class ProductEar {
    /** Where its war is. */
    public static final ArchivePath WAR = ArchivePaths.create("dibs-web.war");

    private static final ArchivePath EJB = ArchivePaths.create("dibs-ejb.jar");
    private static final ArchivePath SETTINGS = ArchivePaths.create("META-INF/microprofile-config.properties");

    private ProductEar() {}

    public static EnterpriseArchive as(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(new File(System.getProperty("dibs.ear")))
                .as(EnterpriseArchive.class);
    }

    /** With settings in the list in its EJB module, which win over the defaults there. */
    static EnterpriseArchive withSettings(String name, Map<String, String> settings) {
        EnterpriseArchive ear = as(name);
        JavaArchive ejb = ear.getAsType(JavaArchive.class, EJB);
        StringBuilder text = new StringBuilder(text(ejb, SETTINGS));
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        ejb.delete(SETTINGS);
        ejb.add(new StringAsset(text.toString()), SETTINGS);
        return replace(ear, EJB, ejb);
    }

    /** Its war without the example, for another plugin in its place. */
    public static WebArchive bareWar(EnterpriseArchive ear) {
        WebArchive war = ear.getAsType(WebArchive.class, WAR);
        // All but what the war needs to check tokens.
        war.getContent(Filters.include("/WEB-INF/lib/(?!jose4j-).*")).keySet().forEach(war::delete);
        return war;
    }

    public static EnterpriseArchive replace(EnterpriseArchive ear, ArchivePath path, Archive<?> module) {
        ear.delete(path);
        return ear.add(module, ArchivePaths.root(), ZipExporter.class);
    }

    private static String text(Archive<?> archive, ArchivePath path) {
        try (InputStream in = archive.get(path).getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

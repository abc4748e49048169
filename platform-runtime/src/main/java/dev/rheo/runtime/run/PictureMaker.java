package dev.rheo.runtime.run;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.report.Pictures;
import dev.rheo.runtime.report.PointCloud;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gathers what the report draws, in original units. */
final class PictureMaker {
    private static final int FIELD_SIDE = 21;
    private static final int STRIP_IMAGES = 8;
    private static final int STRIP_TIMES = 9;
    private static final int SHOWN_POINTS = 4000;
    private static final int RECONSTRUCTIONS = 12;

    private final Workshop workshop;
    private final Sampler sampler;
    private final PictureDraws draws;

    PictureMaker(Workshop workshop, Sampler sampler, PictureDraws draws) {
        this.workshop = workshop;
        this.sampler = sampler;
        this.draws = draws;
    }

    Pictures of(Rows samples) {
        SampleShape shape = workshop.blueprint().data().shape();
        if (shape.isImage()) {
            return images(samples, shape);
        }
        return shape.size() == 2 ? plane(samples) : features(samples);
    }

    private Pictures plane(Rows samples) {
        Interval domain = workshop.blueprint().parts().sampled().domain();
        PictureDraws.Plane drawn = draws.plane();
        Drawn dense = drawn.densities();
        List<Pictures.Snapshot> densities = new ArrayList<>();
        for (Drawn.Snapshot snapshot : dense.snapshots()) {
            densities.add(new Pictures.Snapshot(snapshot.t(), cloud(original(snapshot.points()))));
        }
        Rows shown = shown(workshop.data());
        Points data = shown.points();
        return new Pictures.Plane(
                cloud(data),
                cloud(samples.points()),
                cloud(original(dense.source())),
                densities,
                trajectories(drawn.trajectories()),
                workshop.blueprint().latents() == null ? fields(domain, data, samples.points()) : List.of(),
                shades(shown, samples));
    }

    private List<Pictures.Shade> shades(Rows data, Rows samples) {
        Points ofData = data.conditions();
        Points ofSamples = samples.conditions();
        List<Pictures.Shade> shades = new ArrayList<>();
        if (ofData != null && ofSamples != null) {
            Conditions header = workshop.blueprint().data().conditions();
            for (int k = 0; k < header.continuous(); k++) {
                shades.add(new Pictures.Shade(
                        header.names().get(k),
                        beside(data.points(), ofData, k),
                        beside(samples.points(), ofSamples, k)));
            }
        }
        return shades;
    }

    /** Points of the plane with one condition as their third number. */
    private static PointCloud beside(Points points, Points conditions, int k) {
        float[] values = new float[3 * points.count()];
        for (int i = 0; i < points.count(); i++) {
            values[3 * i] = points.at(i, 0);
            values[3 * i + 1] = points.at(i, 1);
            values[3 * i + 2] = conditions.at(i, k);
        }
        return new PointCloud(3, values);
    }

    private Pictures.Trajectories trajectories(Drawn drawn) {
        double[] times = new double[drawn.snapshots().size()];
        int count = drawn.points().count();
        float[] positions = new float[count * times.length * 2];
        for (int k = 0; k < times.length; k++) {
            times[k] = drawn.snapshots().get(k).t();
            Points at = original(drawn.snapshots().get(k).points());
            for (int i = 0; i < count; i++) {
                positions[(i * times.length + k) * 2] = at.at(i, 0);
                positions[(i * times.length + k) * 2 + 1] = at.at(i, 1);
            }
        }
        return new Pictures.Trajectories(floats(times), positions);
    }

    private List<Pictures.VelocityField> fields(Interval domain, Points data, Points samples) {
        float[] x = axis(0, data, samples);
        float[] y = axis(1, data, samples);
        float[] grid = new float[x.length * y.length * 2];
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < x.length; column++) {
                grid[(row * x.length + column) * 2] = x[column];
                grid[(row * x.length + column) * 2 + 1] = y[row];
            }
        }
        Scaling scaling = workshop.data().scaling();
        Points points = scaling.toTraining(new Points(grid, x.length * y.length, 2));
        // the field of one class and condition: a mixture of several would be the field of none
        Asked asked = sampler.asked("picture-field", 1).first(points.count());
        List<Pictures.VelocityField> fields = new ArrayList<>();
        for (double t : inside(domain, new double[] {0.05, 0.5, 0.95})) {
            float[] velocity = sampler.velocity(points, t, asked).values().clone();
            for (int i = 0; i < velocity.length; i++) {
                velocity[i] *= (float) scaling.scale()[i % 2];
            }
            fields.add(new Pictures.VelocityField(t, x, y, velocity));
        }
        return fields;
    }

    private static float[] axis(int dimension, Points data, Points samples) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (Points points : List.of(data, samples)) {
            for (int i = 0; i < points.count(); i++) {
                low = Math.min(low, points.at(i, dimension));
                high = Math.max(high, points.at(i, dimension));
            }
        }
        float[] axis = new float[FIELD_SIDE];
        for (int i = 0; i < axis.length; i++) {
            axis[i] = low + (high - low) * i / (axis.length - 1);
        }
        return axis;
    }

    private Pictures images(Rows samples, SampleShape shape) {
        double[] times = new double[STRIP_TIMES];
        for (int i = 0; i < times.length; i++) {
            times[i] = (double) i / (times.length - 1);
        }
        Interval domain = workshop.blueprint().parts().sampled().domain();
        Drawn strip = sampler.sample("picture-strip", STRIP_IMAGES, inside(domain, times));
        int size = shape.size();
        float[] values = new float[STRIP_IMAGES * times.length * size];
        for (int k = 0; k < times.length; k++) {
            times[k] = strip.snapshots().get(k).t();
            float[] at = original(strip.snapshots().get(k).points()).values();
            for (int i = 0; i < STRIP_IMAGES; i++) {
                System.arraycopy(at, i * size, values, (i * times.length + k) * size, size);
            }
        }
        float[] range = range(workshop.data().original().points());
        return new Pictures.Images(
                new Pictures.ImageShape(
                        shape.dimensions().get(0),
                        shape.dimensions().get(1),
                        shape.dimensions().get(2)),
                range[0],
                range[1],
                set(heldOut(workshop.data())),
                set(samples),
                new Pictures.NoiseToImage(floats(times), values),
                reconstructed(heldOut(workshop.data()).points()));
    }

    /** Of the first rows; empty for a flow of the data itself. */
    private float[] reconstructed(Points rows) {
        if (workshop.blueprint().latents() == null) {
            return new float[0];
        }
        PreparedData data = workshop.data();
        Points first = rows.slice(0, Math.min(RECONSTRUCTIONS, rows.count()));
        Points latents = data.output().encoding().encode(data.scaling().toTraining(first));
        return original(latents).values();
    }

    private Pictures features(Rows samples) {
        return new Pictures.Features(List.of(), cloud(shown(workshop.data()).points()), cloud(samples.points()));
    }

    private static float[] range(Points points) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : points.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new float[] {low, high > low ? high : low + 1};
    }

    private static Rows heldOut(PreparedData data) {
        Rows rows = data.heldOut().at(1);
        return rows.points().count() > 0 ? rows : data.original().at(1);
    }

    private static Rows shown(PreparedData data) {
        Rows heldOut = data.heldOut().at(1);
        Rows rows = heldOut.points().count() >= 500 ? heldOut : data.original().at(1);
        int count = Math.min(SHOWN_POINTS, rows.points().count());
        return rows.select(IntStream.range(0, count).toArray());
    }

    private Points original(Points trained) {
        return workshop.data().output().unsettled(trained);
    }

    private static double[] inside(Interval domain, double[] times) {
        return Arrays.stream(times).map(domain::clip).toArray();
    }

    private static PointCloud cloud(Points points) {
        return new PointCloud(points.dimension(), points.values());
    }

    private static Pictures.ImageSet set(Rows rows) {
        int @Nullable [] labels = rows.labels();
        return new Pictures.ImageSet(rows.points().values(), labels == null ? new int[0] : labels);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}

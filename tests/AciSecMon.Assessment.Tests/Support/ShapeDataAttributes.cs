using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Runs a theory once in each of some shapes; its parameter is the <see cref="Shape"/>.</summary>
public abstract class ShapeDataAttribute(IReadOnlyList<Shape> shapes) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. shapes.Select(static shape => new TheoryDataRow(shape))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Runs a theory in every shape.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryShapeAttribute() : ShapeDataAttribute(Shapes.All);

/// <summary>Runs a theory in the shapes that a person writes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuthoredShapesAttribute() : ShapeDataAttribute(Shapes.Authored);

/// <summary>Runs a theory in the shapes in which the service answered.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveShapesAttribute() : ShapeDataAttribute(Shapes.Live);

/// <summary>Runs a theory in the shapes that carry every property, so that a known verdict stays a known verdict.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WholeShapesAttribute() : ShapeDataAttribute(Shapes.Whole);

// What the language asks of a framework that netstandard2.0 lacks.
namespace System.Runtime.CompilerServices
{
    /// <summary>Lets records and init accessors compile.</summary>
    internal static class IsExternalInit;
}

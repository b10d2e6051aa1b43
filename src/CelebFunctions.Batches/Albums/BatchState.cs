using System.Text.Json.Serialization;

namespace CelebFunctions.Batches.Albums;

/// <summary>How far a batch is.</summary>
public enum BatchState
{
    /// <summary>Its photos may be uploaded.</summary>
    [JsonStringEnumMemberName("notStarted")]
    NotStarted,

    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Each photo has its result, be that a failed one.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>Erased: what had not begun never does, and photos and results are gone.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,
}
